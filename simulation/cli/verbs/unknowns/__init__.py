"""What is not known"""
