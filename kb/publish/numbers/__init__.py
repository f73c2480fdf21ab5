"""What pages show of the reasoning about a debate, worked out and kept."""
