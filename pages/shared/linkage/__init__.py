"""The parts of 연계·협력: policies of ministries, partners, networks, co-production."""
