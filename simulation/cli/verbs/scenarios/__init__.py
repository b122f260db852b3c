"""Scenario files"""
