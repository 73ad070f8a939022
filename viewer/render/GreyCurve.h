#pragma once

#include <vtkImageProperty.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>

#include "viewer/render/ViewModel.h"

namespace dokuei::viewer {

/// From stored values to what a slice view shows: the linear window, a sigmoid window or a lookup table of
/// the file, black and white turned round, padding as black background; colour unchanged.
class GreyCurve {
public:
    GreyCurve();
    /// Sets the property up for the model's volume and window.
    void apply(const ViewModel& model, vtkImageProperty& property);

private:
    void applyRamp(bool bright, double window, double level, vtkImageProperty& property);
    /// Grey between stored values `low` and `high`; padding beyond them is black.
    template <typename Shade>
    void applyTable(double low, double high, int entries, const Volume& volume, Shade shade,
                    vtkImageProperty& property);

    vtkNew<vtkLookupTable> ramp_, table_;
};

}  // namespace dokuei::viewer
