"""Pipeline configurations: which components run, in which order."""
