"""What is written of the fictional company's market: three years of articles in six languages, all invented."""
