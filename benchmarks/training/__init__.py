"""How the weights are learned: labels, pages with unrelated prose, samples, trees, figures."""
