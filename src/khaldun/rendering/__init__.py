"""Records to something a person looks at: terminal cards and self-contained HTML pages."""
