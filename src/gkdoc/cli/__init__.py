"""The command line: arguments become calls of the API, findings are printed, codes returned."""
