"""What is known of components that are not in the tree, most trustworthy source first."""
