"""What is asked of the documents as a collection: which there are, who speaks in them, whether they are copies."""
