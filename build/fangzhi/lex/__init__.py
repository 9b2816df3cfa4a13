"""Clean text to typed tokens: lexicons, and the shapes of numbers, dates, money and quantities."""
