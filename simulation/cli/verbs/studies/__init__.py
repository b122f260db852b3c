"""Runs of a study"""
