"""What makes one web site of the apps: settings, URLs, base templates, design tokens, translations."""
