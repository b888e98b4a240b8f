"""Problems in the forms that other programs read. Pure: text in, text out."""
