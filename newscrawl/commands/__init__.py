"""The commands `scrapy` gains in this project; a module a command."""
