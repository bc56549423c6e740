"""Whether those who take part in an exhibition are ready for it: marks, customs, licences, papers, and what to bring home."""
