"""How much room recordings take, where they are kept, and letting go of what need not stay."""
