"""Makes the generated parts of README.md and of the pages in docs/."""
