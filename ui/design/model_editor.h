// ModelEditor: one model: its properties as a tree on one side, the JSON Schema text on the other; each follows the
// other. Properties are added, renamed, typed, required, described, moved and removed by mouse and keys.
#pragma once

#include "core/json/value.h"
#include "ui/design/property_rules.h"
#include "ui/models/captured_bodies.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QTreeView;
class QStackedWidget;
class QToolButton;

namespace gw::ui {

class CodeField;
class SamplePanel;
class SchemaTreeModel;
class ToneLabel;

class ModelEditor final : public QWidget
{
    Q_OBJECT

public:
    struct Reference
    {
        QString name; // of the model
        QString ref;  // "#/components/schemas/Pet"
    };

    ModelEditor(const Theme& theme, ApplySchemaEdit apply, QWidget* parent = nullptr);

    // `isOther`: another model than the one shown: what was typed and not applied belongs to that one.
    void showModel(const QString& name, const json::Value& schema, std::vector<Reference> others, bool isOther);
    void setBodies(std::function<std::vector<CapturedBody>()> bodies); // what "From Sample" offers
    void openSample();
    [[nodiscard]] QTreeView* tree() const { return m_tree; }
    [[nodiscard]] SchemaTreeModel* model() const { return m_model; }
    [[nodiscard]] CodeField* text() const { return m_text; }
    [[nodiscard]] SamplePanel* sample() const { return m_sample; }

    void addProperty();
    void removeCurrent();
    void moveCurrent(int by);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildTree();
    QWidget* buildText();
    QString edit(const QString& name, const SchemaEdit& edit, const QString& field = {});
    void cellEdited(const QString& pointer, int column, const QString& value);
    SchemaEdit typeEdit(const std::string& pointer, const QString& type) const;
    void showDetails();
    [[nodiscard]] QStringList otherNames() const;
    void select(const std::string& pointer);

    const Theme& m_theme;
    ApplySchemaEdit m_apply;
    SchemaTreeModel* m_model;
    QTreeView* m_tree = nullptr;
    QStackedWidget* m_pages = nullptr; // the tree, or the sample
    SamplePanel* m_sample = nullptr;
    CodeField* m_text = nullptr;
    ToneLabel* m_problem = nullptr;
    PropertyRules* m_rules = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    json::Value m_schema;
    std::vector<Reference> m_others;
};

} // namespace gw::ui
