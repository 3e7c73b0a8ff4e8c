"""`python -m khaldun`."""

from khaldun.cli import main

if __name__ == "__main__":
    main()
