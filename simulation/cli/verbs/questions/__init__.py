"""Questions to the model"""
