#include "viewer/render/GreyCurve.h"

#include <algorithm>
#include <cmath>

namespace dokuei::viewer {

namespace {

constexpr int kRampEntries = 256;
constexpr int kMostEntries = 16384;

double sigmoid(double value, const WindowLevel& w) {
    return 1 / (1 + std::exp(-4 * (value - w.level) / w.window));
}

double fromTable(double value, const VoiTable& table) {
    const auto last = static_cast<double>(table.values.size()) - 1;
    const auto index = static_cast<std::size_t>(std::clamp(std::round(value - table.first), 0.0, last));
    return table.values[index] / table.highest;
}

}  // namespace

GreyCurve::GreyCurve() {
    ramp_->SetNumberOfTableValues(kRampEntries);
    ramp_->SetRampToLinear();
    ramp_->SetHueRange(0, 0);
    ramp_->SetSaturationRange(0, 0);
    ramp_->SetValueRange(0, 1);
    ramp_->ForceBuild();
    table_->SetBelowRangeColor(0, 0, 0, 1);
    table_->SetAboveRangeColor(0, 0, 0, 1);
}

void GreyCurve::applyRamp(bool bright, double window, double level, vtkImageProperty& property) {
    if (ramp_->GetValueRange()[0] != (bright ? 1.0 : 0.0)) {
        ramp_->SetValueRange(bright ? 1 : 0, bright ? 0 : 1);
        ramp_->ForceBuild();
    }
    property.SetLookupTable(ramp_);
    property.UseLookupTableScalarRangeOff();
    property.SetColorWindow(window);
    property.SetColorLevel(level);
}

template <typename Shade>
void GreyCurve::applyTable(double low, double high, int entries, const Volume& volume, Shade shade,
                           vtkImageProperty& property) {
    const double step = std::max(1e-9, (high - low) / std::max(1, entries - 1));
    const bool pads = volume.paddingLow <= volume.paddingHigh;
    // Half a value beyond the padding, so that no picture is taken for it.
    const bool below = pads && volume.paddingHigh < low + (high - low) / 2;
    const bool above = pads && !below && volume.paddingLow > low + (high - low) / 2;
    if (below) low = volume.paddingHigh + 0.5;
    if (above) high = volume.paddingLow - 0.5;
    high = std::max(high, low + step);
    const int count =
        static_cast<int>(std::clamp(std::round((high - low) / step) + 1, 2.0, 1.0 * kMostEntries));
    table_->SetNumberOfTableValues(count);
    table_->SetTableRange(low, high);
    table_->SetUseBelowRangeColor(below);
    table_->SetUseAboveRangeColor(above);
    for (int n = 0; n < count; ++n) {
        const double grey = shade(low + (high - low) * n / (count - 1));
        table_->SetTableValue(n, grey, grey, grey, 1);
    }
    property.SetLookupTable(table_);
    property.UseLookupTableScalarRangeOn();
}

void GreyCurve::apply(const ViewModel& model, vtkImageProperty& property) {
    // VTK sees stored values. A negative slope turns black and white round.
    const Volume& volume = *model.volume;
    const double slope = volume.rescaleSlope != 0 ? volume.rescaleSlope : 1;
    const WindowLevel& w = model.windowLevel;
    const double window = std::max(1e-6, w.window / std::abs(slope)),
                 level = (w.level - volume.rescaleIntercept) / slope;
    if (volume.scalarType() == ScalarType::Rgb8) {
        // A table would show the red channel alone; without one VTK takes the three as they are.
        property.SetLookupTable(nullptr);
        property.SetColorWindow(window);
        property.SetColorLevel(level);
        return;
    }
    const auto value = [&](double stored) { return stored * slope + volume.rescaleIntercept; };
    const auto turned = [&](double grey) { return model.inverted ? 1 - grey : grey; };
    if (model.voiTable) {
        const VoiTable& table = *model.voiTable;
        const double a = (table.first - volume.rescaleIntercept) / slope,
                     b = (table.first + static_cast<double>(table.values.size()) - 1 -
                          volume.rescaleIntercept) /
                         slope;
        const int entries = std::clamp(static_cast<int>(table.values.size()), 2, kMostEntries);
        applyTable(
            std::min(a, b), std::max(a, b), entries, volume,
            [&](double stored) { return turned(fromTable(value(stored), table)); }, property);
        return;
    }
    if (model.voiFunction == VoiFunction::Sigmoid) {
        applyTable(
            level - 2 * window, level + 2 * window, 1024, volume,
            [&](double stored) { return turned(sigmoid(value(stored), w)); }, property);
        return;
    }
    const bool bright = model.inverted != (slope < 0);
    const bool pads = volume.paddingLow <= volume.paddingHigh;
    const double low = level - window / 2, high = level + window / 2;
    if (pads && ((bright && volume.paddingHigh < level) || (!bright && volume.paddingLow > level))) {
        applyTable(
            low, high, kRampEntries, volume,
            [&](double stored) {
                const double grey = std::clamp((stored - low) / (high - low), 0.0, 1.0);
                return bright ? 1 - grey : grey;
            },
            property);
        return;
    }
    applyRamp(bright, window, level, property);
}

}  // namespace dokuei::viewer
