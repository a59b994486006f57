"""placeholder"""
class Editor:
    pass
