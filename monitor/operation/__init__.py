"""Running the dashboard for years: backup, restore, rebuild, migrate, doctor."""
