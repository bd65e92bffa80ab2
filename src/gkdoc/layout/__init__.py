"""How a report looks: the values of GB/T 9704, the choices an office has, and tables as grids."""
