"""Keep one product file and make every shop agree with it."""

__version__ = "0.1.0"
