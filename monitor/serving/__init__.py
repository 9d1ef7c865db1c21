"""What stands between the network and Streamlit: headers, gate, limits, health, log."""
