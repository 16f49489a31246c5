"""How a text is spelt in each language: one module a language, and nothing else quotes anything."""
