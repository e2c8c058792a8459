// Binds table and content editors to parts of a method: the same add, change and remove for every map and list of it.
#pragma once

#include "ui/design/content_editor.h"
#include "ui/design/method_form.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

// Where a part stands in a method; nullptr when the method has no such part (no integration).
template <typename T>
using PartOf = std::function<T*(Method& method)>;
// Applies a change under a name: MethodForm::change.
using ApplyChange = std::function<QString(const QString& name, const MethodChange& change)>;

// Name → value tables (parameter mappings, templates' headers).
[[nodiscard]] TableEditor::Edits mapEdits(ApplyChange apply, const QString& name, PartOf<StringMap> map);
[[nodiscard]] std::vector<QStringList> rowsOf(const StringMap& map);

// Templates by content type.
[[nodiscard]] ContentEditor::Edits templateEdits(ApplyChange apply, const QString& name, PartOf<StringMap> map);
[[nodiscard]] std::vector<ContentEditor::Page> pagesOf(const StringMap& map);

// Schema and example by content type.
[[nodiscard]] ContentEditor::Edits mediaTypeEdits(ApplyChange apply, const QString& name,
                                                  PartOf<std::vector<MediaType>> types);
[[nodiscard]] std::vector<ContentEditor::Page> pagesOf(const std::vector<MediaType>& types);

// Parameters and headers. Columns: Name, [In, Required,] Type, Description.
[[nodiscard]] std::vector<TableColumn> parameterColumns();
[[nodiscard]] std::vector<TableColumn> headerColumns();
[[nodiscard]] TableEditor::Edits parameterEdits(ApplyChange apply, const QString& name,
                                                PartOf<std::vector<Parameter>> parameters, bool areHeaders);
[[nodiscard]] std::vector<QStringList> rowsOf(const std::vector<Parameter>& parameters, bool areHeaders);

} // namespace gw::ui
