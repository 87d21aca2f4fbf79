"""What other systems and other languages call the columns of people: by these, columns are guessed.

Greenhouse, Ashby, Lever, Workday, BambooHR and Personio, as their exports head them; and what somebody would write
over such a column in Indonesian, Dutch, French, Arabic or Portuguese.
"""

from __future__ import annotations

__all__ = ["HEADINGS"]

HEADINGS: dict[str, tuple[str, ...]] = {
    "first_name": (
        *("First Name", "Firstname", "Given Name", "Given names", "Forename", "Legal First Name"),
        *("Preferred First Name", "Candidate First Name", "Vorname", "Nama depan", "Voornaam", "Roepnaam"),
        *("Prénom", "Prenom", "الاسم الأول", "الاسم الاول", "Nome próprio", "Primeiro nome", "Nome", "Nama"),
    ),
    "last_name": (
        *("Last Name", "Lastname", "Surname", "Family Name", "Legal Last Name", "Candidate Last Name"),
        *("Nachname", "Nama belakang", "Nama keluarga", "Achternaam", "Nom de famille", "اسم العائلة"),
        *("اللقب", "Sobrenome", "Apelido", "Último nome", "Nom", "Naam", "Name"),
    ),
    "name": (
        *("Name", "Full Name", "Candidate Name", "Candidate", "Contact Name", "Contact", "Applicant"),
        *("Applicant Name", "Employee Name", "Display Name", "Legal Name", "Preferred Name", "Worker"),
        *("Nama", "Nama lengkap", "Naam", "Volledige naam", "Nom", "Nom complet", "Nom et prénom", "الاسم"),
        *("الاسم الكامل", "Nome", "Nome completo"),
    ),
    "email": (
        *("Email", "E-mail", "Email Address", "E-mail address", "Mail", "Primary Email"),
        *("Primary Email Address", "Personal Email", "Candidate Email", "Contact Email", "Emails"),
        *("Alamat email", "Surel", "Pos-el", "E-mailadres", "Mailadres", "Courriel", "Adresse e-mail"),
        *("Adresse mail", "البريد الإلكتروني", "البريد الالكتروني", "الإيميل", "Correio eletrônico"),
        *("Correio eletrónico", "Endereço de e-mail"),
    ),
    "work_email": (
        *("Work Email", "Work e-mail", "Company Email", "Business Email", "Office Email", "Corporate Email"),
        *("Primary Work Email", "Email - Work", "Email - Primary Work", "Work Email Address"),
        *("Email kantor", "Email kerja", "Zakelijk e-mailadres", "E-mail werk", "E-mail professionnel"),
        *("Courriel professionnel", "بريد العمل", "E-mail corporativo", "E-mail profissional"),
        *("E-mail de trabalho",),
    ),
    "job": (
        *("Job", "Job Name", "Jobs", "Posting", "Posting Title", "Opening", "Requisition"),
        *("Job Requisition", "Job Requisition ID", "Requisition ID", "Req ID", "Job Post", "Job Posting"),
        *("Vacancy", "Applied for", "Applied Job", "Job Applied For", "Applied Position", "Position"),
        *("Job Title", "Role", "Lowongan", "Posisi", "Jabatan", "Vacature", "Functie", "Poste", "Offre"),
        *("Offre d'emploi", "الوظيفة", "المنصب", "Vaga", "Cargo"),
    ),
    "phone": (
        *("Phone", "Phone Number", "Telephone", "Mobile", "Mobile Phone", "Mobile Number", "Cell Phone"),
        *("Cell", "Primary Phone Number", "Candidate Phone", "Contact Phone", "Phones", "Tel", "Home Phone"),
        *("Telepon", "Nomor telepon", "No HP", "Nomor HP", "Telefoon", "Telefoonnummer", "Mobiel"),
        *("Téléphone", "Numéro de téléphone", "Portable", "الهاتف", "رقم الهاتف", "الجوال", "Telefone"),
        *("Celular", "Telemóvel"),
    ),
    "company": (
        *("Company", "Current Company", "Employer", "Current Employer", "Organization", "Organisation"),
        *("Most Recent Employer", "Headline Company", "Perusahaan", "Bedrijf", "Werkgever", "Entreprise"),
        *("Employeur", "Société", "الشركة", "Empresa", "Empregador"),
    ),
    "website": (
        *("Website", "Websites", "Web Site", "Portfolio", "Portfolio URL", "Personal Website", "Homepage"),
        *("Links", "URL", "GitHub", "GitHub URL", "Situs web", "Site web", "Site internet", "الموقع"),
        *("Site",),
    ),
    "social": (
        *("Social Media", "LinkedIn", "LinkedIn URL", "LinkedIn Profile", "LinkedIn Profile URL"),
        *("Social Links", "Media sosial", "Sociale media", "Réseaux sociaux", "Redes sociais"),
    ),
    "source": (
        *("Source", "Sources", "Origin", "Candidate Source", "Source Name", "Applied From", "Channel"),
        *("Sumber", "Bron", "Origine", "المصدر", "Fonte", "Origem"),
    ),
    "stage": (
        *("Stage", "Milestone", "Current Stage", "Current Interview Stage", "Interview Stage"),
        *("Candidate Stage", "Stage Name", "Application Stage", "Pipeline Stage", "Tahap", "Tahapan"),
        *("Fase", "Étape", "Etape", "المرحلة", "Etapa"),
    ),
    "employee_number": (
        *("Employee number", "Employee ID", "Employee #", "Employee No", "Employee No.", "Employee code"),
        *("EEID", "Worker ID", "Staff number", "Staff ID", "Personnel number", "Payroll number"),
        *("Payroll ID", "Person ID", "Personalnummer", "Nomor karyawan", "Nomor induk karyawan", "NIK"),
        *("Nomor pegawai", "NIP", "Personeelsnummer", "Medewerkernummer", "Matricule", "Numéro d'employé"),
        *("Numéro de salarié", "رقم الموظف", "الرقم الوظيفي", "Matrícula", "Número do funcionário"),
        *("Número de colaborador",),
    ),
    "sort_name": (*("Sort name", "Name for sorting", "Sorting name", "Last name, First name"),),
    "team": (
        *("Team", "Team Name", "Department", "Dept", "Department Name", "Organization", "Organisation"),
        *("Org unit", "Supervisory Organization", "Business Unit", "Sub-department", "Division"),
        *("Cost Center", "Abteilung", "Tim", "Departemen", "Divisi", "Bagian", "Afdeling", "Équipe"),
        *("Equipe", "Département", "Service", "الفريق", "القسم", "الإدارة", "Departamento", "Time", "Setor"),
    ),
    "level": (
        *("Level", "Job Level", "Career Level", "Grade", "Job Grade", "Management Level"),
        *("Compensation Grade", "Band", "Seniority", "Seniority Level", "Tingkat", "Golongan", "Jenjang"),
        *("Niveau", "Schaal", "Functieniveau", "Échelon", "المستوى", "الدرجة", "Nível", "Grau"),
    ),
    "family": (
        *("Job family", "Family", "Job Family Group", "Job Function", "Function", "Job Category"),
        *("Job Profile", "Discipline", "Occupation", "Rumpun jabatan", "Kelompok jabatan", "Functiefamilie"),
        *("Functiegroep", "Famille de métiers", "Famille d'emplois", "Métier", "العائلة الوظيفية"),
        *("Família de cargos", "Função"),
    ),
    "location": (
        *("Location", "Office", "Work Location", "Office Location", "Primary Location", "Location Name"),
        *("Site", "Workplace", "Standort", "Lokasi", "Lokasi kerja", "Kantor", "Locatie", "Vestiging"),
        *("Kantoor", "Lieu", "Lieu de travail", "Bureau", "الموقع", "مكان العمل", "المكتب", "Local"),
        *("Local de trabalho", "Escritório"),
    ),
    "manager": (
        *("Manager", "Manager number", "Manager ID", "Manager Employee ID", "Manager Employee Number"),
        *("Reports to", "Reporting to", "Supervisor", "Supervisor ID", "Supervisor EID"),
        *("Supervisor Employee ID", "Line Manager", "Worker's Manager", "Direct Manager"),
        *("Manager's Employee ID", "Vorgesetzte", "Atasan", "Manajer", "Nomor atasan", "Leidinggevende"),
        *("Responsable", "Supérieur", "المدير", "رقم المدير", "Gestor", "Gerente", "Chefia"),
    ),
    "starts_on": (
        *("First day", "Start date", "Starts on", "Hired on", "Hire Date", "Date of hire", "Joining Date"),
        *("Join date", "Date of joining", "Date Hired", "Original Hire Date", "Employment Start Date"),
        *("Contract start date", "Eintrittsdatum", "Tanggal mulai", "Tanggal masuk", "Tanggal bergabung"),
        *("Startdatum", "Datum in dienst", "In dienst sinds", "Date d'entrée", "Date d'embauche"),
        *("Date de début", "تاريخ التعيين", "تاريخ البدء", "Data de admissão", "Data de início"),
        *("Data de contratação",),
    ),
    "ends_on": (
        *("Last day", "End date", "Ends on", "Termination Date", "Last day of work", "Leaving date"),
        *("Exit Date", "Date of leaving", "Employment End Date", "Separation Date", "Contract end date"),
        *("Austrittsdatum", "Tanggal berakhir", "Tanggal keluar", "Einddatum", "Datum uit dienst"),
        *("Date de sortie", "Date de fin", "Date de départ", "تاريخ الانتهاء", "تاريخ المغادرة"),
        *("Data de saída", "Data de desligamento", "Data de término"),
    ),
    "reason": (
        *("Reason", "End reason", "Reason for leaving", "Termination Reason", "Termination Type"),
        *("Leaving reason", "Separation Reason", "Exit Reason", "Alasan keluar", "Alasan"),
        *("Reden van vertrek", "Reden vertrek", "Motif de départ", "Motif de sortie", "سبب المغادرة"),
        *("السبب", "Motivo da saída", "Motivo do desligamento"),
    ),
}
"""Headings by what is under them. `Name` is also a last name, `Nome` a first one: beside the other part they are."""
