"""The statutory tables, recognised among the tables of a document."""
