"""Results folders"""
