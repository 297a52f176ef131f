"""Floor 4: the screens. The only floor that knows Dash and Plotly."""
