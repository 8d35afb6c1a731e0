"""Use cases, one transaction each; both doors and the jobs call the same ones."""
