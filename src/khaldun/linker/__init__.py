"""Events of any number of reports to incidents: pure functions over records."""
