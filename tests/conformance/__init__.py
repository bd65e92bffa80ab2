"""The layout of GB/T 9704, measured in what LibreOffice prints, with the faces and without."""
