"""What was written about moves and packages: passages in, proposals of claims out."""
