#include "viewer/render/VolumeTransfer.h"

#include <vtkColorTransferFunction.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkVolumeProperty.h>

namespace dokuei::viewer {

namespace {

std::vector<TransferPoint> points(VolumePreset preset, const ValueRange& range) {
    switch (preset) {
        case VolumePreset::CtBone:
            return {{130, 0.00, 0.55, 0.25, 0.16},
                    {220, 0.12, 0.80, 0.50, 0.32},
                    {350, 0.55, 0.94, 0.82, 0.64},
                    {700, 0.85, 1.00, 0.95, 0.86},
                    {2000, 0.95, 1.00, 1.00, 0.98}};
        case VolumePreset::CtSoft:
            return {{-160, 0.000, 0.80, 0.58, 0.45}, {-90, 0.012, 0.84, 0.62, 0.48},
                    {-20, 0.010, 0.82, 0.52, 0.40},  {40, 0.035, 0.76, 0.32, 0.26},
                    {110, 0.080, 0.80, 0.22, 0.18},  {180, 0.350, 0.92, 0.40, 0.28},
                    {320, 0.700, 0.98, 0.86, 0.70},  {900, 0.900, 1.00, 0.98, 0.92}};
        case VolumePreset::Mr: {
            const double low = range.low, span = range.high > range.low ? range.high - range.low : 1;
            return {{low + 0.12 * span, 0.00, 0.10, 0.08, 0.08},
                    {low + 0.30 * span, 0.05, 0.45, 0.34, 0.30},
                    {low + 0.60 * span, 0.20, 0.80, 0.70, 0.64},
                    {low + 1.00 * span, 0.60, 1.00, 0.96, 0.92}};
        }
    }
    return {};
}

}  // namespace

std::vector<TransferPoint> transferPoints(VolumePreset preset, const ValueRange& range, double shift) {
    std::vector<TransferPoint> moved = points(preset, range);
    for (TransferPoint& point : moved) point.value += shift;
    return moved;
}

void applyTransfer(vtkVolumeProperty& property, const std::vector<TransferPoint>& points, double scale,
                   double offset) {
    vtkNew<vtkPiecewiseFunction> opacity;
    vtkNew<vtkColorTransferFunction> color;
    for (const TransferPoint& point : points) {
        const double stored = (point.value - offset) / scale;
        opacity->AddPoint(stored, point.opacity);
        color->AddRGBPoint(stored, point.red, point.green, point.blue);
    }
    property.SetScalarOpacity(opacity);
    property.SetColor(color);
    property.SetScalarOpacityUnitDistance(opacityUnitMillimetres);
    property.SetInterpolationTypeToLinear();
    property.ShadeOn();
    property.SetAmbient(0.25);
    property.SetDiffuse(0.75);
    property.SetSpecular(0.2);
    property.SetSpecularPower(12);
}

}  // namespace dokuei::viewer
