"""Files that hold pages: which there are, how each kind is read, where its page came from."""
