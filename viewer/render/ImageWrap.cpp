#include "viewer/render/ImageWrap.h"

#include <vtkDataArray.h>
#include <vtkPointData.h>

namespace dokuei::viewer {

namespace {

WrappedImage wrap(int vtkType, const void* data, const Geometry& geometry, int components = 1) {
    WrappedImage wrapped;
    wrapped.image = vtkSmartPointer<vtkImageData>::New();
    wrapped.image->SetDimensions(geometry.size[0], geometry.size[1], geometry.size[2]);
    wrapped.image->SetSpacing(geometry.spacing[0], geometry.spacing[1], geometry.spacing[2]);
    auto scalars = vtkSmartPointer<vtkDataArray>::Take(vtkDataArray::CreateDataArray(vtkType));
    constexpr int keepMemory = 1;
    scalars->SetNumberOfComponents(components);
    // VTK only reads, but its interface has no const.
    scalars->SetVoidArray(const_cast<void*>(data), geometry.voxelCount() * components, keepMemory);
    wrapped.image->GetPointData()->SetScalars(scalars);

    wrapped.toLps = vtkSmartPointer<vtkMatrix4x4>::New();
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            wrapped.toLps->SetElement(row, column, geometry.direction[row * 3 + column]);
        wrapped.toLps->SetElement(row, 3, geometry.origin[row]);
    }
    return wrapped;
}

int vtkTypeOf(ScalarType type) {
    switch (type) {
        case ScalarType::Int16:
            return VTK_SHORT;
        case ScalarType::UInt16:
            return VTK_UNSIGNED_SHORT;
        case ScalarType::Float32:
            return VTK_FLOAT;
        case ScalarType::Rgb8:
            return VTK_UNSIGNED_CHAR;
    }
    return VTK_SHORT;
}

}  // namespace

WrappedImage wrapVolume(const Volume& volume) {
    const int components = volume.scalarType() == ScalarType::Rgb8 ? 3 : 1;
    return wrap(vtkTypeOf(volume.scalarType()), volume.data(), volume.geometry(), components);
}

WrappedImage wrapVoxels(const std::vector<std::int16_t>& voxels, const Geometry& geometry) {
    return wrap(VTK_SHORT, voxels.data(), geometry);
}

}  // namespace dokuei::viewer
