// ModelsView: the models of an API: a list to create, rename, duplicate and delete them, who uses the selected one, and
// its editor.
#pragma once

#include "core/api/rest_api.h"
#include "ui/design/model_editor.h"

class QListWidget;
class QLabel;

namespace gw::ui {

class EmptyState;
class GatewaySession;
class Workspace;

class ModelsView final : public QWidget
{
    Q_OBJECT

public:
    ModelsView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);

    void showModels(ApiId api); // also refreshes what is shown
    void showModel(const QString& name);
    void create(); // a new model, its name ready to be typed over
    [[nodiscard]] QString currentModel() const;
    [[nodiscard]] QListWidget* list() const { return m_list; }
    [[nodiscard]] ModelEditor* editor() const { return m_editor; }
    [[nodiscard]] TextField* name() const { return m_name; }

signals:
    void methodRequested(const gw::NodeRef& method); // one that uses the model

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildSide();
    QWidget* buildCentre();
    void refresh();
    void refreshList(const QStringList& names);
    void showCurrent();
    void showUses();
    void createFromSample();
    void duplicate();
    void remove();
    QString rename(const QString& name);
    bool add(const QString& title, const std::string& wanted, json::Value schema);
    QString apply(const QString& name, const SchemaEdit& edit, const QString& field);
    [[nodiscard]] const OpenApiDefinition* definition() const;

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    ApiId m_api;
    QString m_shown;
    QString m_wanted; // to be selected when it is there
    QListWidget* m_list = nullptr;
    QWidget* m_page = nullptr; // of the selected model
    EmptyState* m_none = nullptr;
    TextField* m_name = nullptr;
    ToneLabel* m_problem = nullptr;
    QLabel* m_uses = nullptr;
    std::vector<QToolButton*> m_ofOne; // buttons for the selected model
    ModelEditor* m_editor = nullptr;
};

} // namespace gw::ui
