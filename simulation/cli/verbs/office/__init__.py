"""Records of an office"""
