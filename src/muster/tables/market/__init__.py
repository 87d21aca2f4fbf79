"""Articles, pages, feeds and mail <-> what the market section reads of them."""
