# reference.R FILE FOLDER: fit rating ~ 1 + (1|candidate_id) + (1|interviewer_id) by ordinal::clmm.
# Writes fit.csv (name, value) and candidates.csv (candidate_id, effect) into FOLDER.
suppressMessages(library(ordinal))
words <- commandArgs(TRUE)
ratings <- read.csv(words[1], colClasses = c(candidate_id = "character", interviewer_id = "character"))
for (name in c("candidate_id", "interviewer_id")) ratings[[name]] <- factor(ratings[[name]])
ratings$rating <- ordered(ratings$rating)
begin <- proc.time()[3]
fit <- clmm(rating ~ 1 + (1 | candidate_id) + (1 | interviewer_id), data = ratings, link = "logit", Hess = FALSE)
seconds <- proc.time()[3] - begin
sds <- sapply(VarCorr(fit), function(v) sqrt(v[1]))
effects <- ranef(fit, condVar = FALSE)$candidate_id
facts <- c(sd_merit = sds[["candidate_id"]], sd_severity = sds[["interviewer_id"]], fit$alpha,
           log_likelihood = as.numeric(logLik(fit)), seconds = unname(seconds))
names(facts)[3:(2 + length(fit$alpha))] <- paste0("threshold_", seq_along(fit$alpha))
write.csv(data.frame(name = names(facts), value = sprintf("%.10g", facts)), file.path(words[2], "fit.csv"),
          row.names = FALSE, quote = FALSE)
write.csv(data.frame(candidate_id = rownames(effects), effect = sprintf("%.10g", effects[[1]])),
          file.path(words[2], "candidates.csv"), row.names = FALSE, quote = FALSE)
