"""How people meet Byline: in the terminal and in the browser."""
