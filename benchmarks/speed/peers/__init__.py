"""The same report by other libraries, each as its manual shows."""
