#!/usr/bin/env python3
"""The rules of check.py find a breach where there is one and none where there is none."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).with_name("check.py")


class Rules(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self, rule):
        run = subprocess.run([sys.executable, CHECK, rule, "--source", self.root], capture_output=True, text=True)
        return run.returncode, run.stdout

    def test_a_lower_room_may_not_include_another(self):
        self.write("viewer/volume/Volume.h", '#include "viewer/Error.h"\n')
        self.assertEqual(self.check("rooms")[0], 0)
        self.write("viewer/dicom/Bad.cpp", '#include <string>\n#include "reports/Error.h"\n')
        status, text = self.check("rooms")
        self.assertEqual(status, 1)
        self.assertIn("viewer/dicom/Bad.cpp:2", text)

    def test_app_may_include_all(self):
        self.write("app/main.cpp", '#include "viewer/a.h"\n#include "inference/b.h"\n#include "reports/c.h"\n')
        self.assertEqual(self.check("rooms")[0], 0)

    def test_inference_knows_no_qt_vtk_itk_dcmtk(self):
        for header in ("QString", "QtCore/QString", "vtkImageData.h", "itkImage.h", "dcmtk/dcmdata/dctk.h"):
            self.write("inference/Bad.cpp", f"#include <{header}>\n")
            self.assertEqual(self.check("libraries")[0], 1, header)
        self.write("inference/Bad.cpp", "#include <torch/torch.h>\n#include <queue>\n")
        self.assertEqual(self.check("libraries")[0], 0)

    def test_vtk_stays_in_render(self):
        self.write("viewer/render/View.cpp", "#include <vtkCamera.h>\n")
        self.assertEqual(self.check("libraries")[0], 0)
        self.write("viewer/volume/Volume.cpp", "#include <vtkImageData.h>\n")
        self.assertEqual(self.check("libraries")[0], 1)

    def test_sources_are_ascii_but_tests_need_not_be(self):
        self.write("tests/viewer/a_test.cpp", "// 肝臓\n")
        self.assertEqual(self.check("ascii")[0], 0)
        self.write("viewer/a.cpp", "// 肝臓\n")
        self.assertEqual(self.check("ascii")[0], 1)

    def test_a_readme_without_the_commands_is_noticed(self):
        self.write("README.md", "# Dokuei\n")
        self.assertEqual(self.check("readme")[0], 1)

    def test_a_script_that_names_a_host_is_noticed(self):
        self.write(".ci/run", "set -euo pipefail\n")
        self.assertEqual(self.check("scripts")[0], 0)
        self.write("installer/a.sh", "set -euo pipefail\npip download --index-url somewhere x\n")
        self.assertEqual(self.check("scripts")[0], 1)


if __name__ == "__main__":
    unittest.main()
