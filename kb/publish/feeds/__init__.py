"""What a site has for programs: data, linked data, cards, the feed, the search index."""
