"""Studies and measurements that print their figures; each is a script."""
