// BodySchemaEditor: what bodies look like by content type: a model of the API or a schema written here, and an example.
#pragma once

#include "core/api/rest_api.h"
#include "ui/design/content_editor.h"

namespace gw::ui {

class ChoiceField;

class BodySchemaEditor final : public QWidget
{
    Q_OBJECT

public:
    BodySchemaEditor(const Theme& theme, const QString& whenEmpty, QWidget* parent = nullptr);

    void setEdits(ContentEditor::Edits edits);
    void showBodies(const OpenApiDefinition& api, const std::vector<MediaType>& types);
    [[nodiscard]] ContentEditor* content() const { return m_content; }
    [[nodiscard]] ChoiceField* model() const { return m_model; }

private:
    void showModel();
    QString chooseModel(const QString& name);

    struct Choice
    {
        QString name;
        QString reference; // the schema that names it
        QString schema;    // what it names
    };

    ContentEditor* m_content;
    ChoiceField* m_model;
    ContentEditor::Edits m_edits;
    std::vector<Choice> m_models;
};

} // namespace gw::ui
