// ElementsView: a section of the API tree in the centre of the design page: all functions, state machines, backends,
// API keys, …, or the authorizers of an API, a row each, with what they are doing.
#pragma once

#include "core/diagnostic.h"
#include "ui/design/form.h"
#include "ui/models/api_tree.h"

#include <QStringList>

#include <vector>

class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace gw::ui {

class BackendsSession;
class ApiKeyImporter;
class EmptyState;
class GatewaySession;
class ToneLabel;
class Workspace;

class ElementsView final : public QWidget
{
    Q_OBJECT

public:
    ElementsView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showSection(TreeKind section, ApiId api = {}); // a group; of authorizers with their API

signals:
    void elementRequested(const gw::NodeRef& element);
    void authorizerRequested(const QString& name);
    void newElementRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildList(const Theme& theme);
    void buildImport();
    void chooseFileOfKeys();
    void tellImport(int keys, int known, const Diagnostics& warnings);
    void refresh();
    void choose(int row);

    Workspace& m_workspace;
    BackendsSession& m_backends;
    TreeKind m_section = TreeKind::FunctionGroup;
    ApiId m_api;                 // of authorizers
    std::vector<NodeRef> m_refs; // a row each
    QStackedWidget* m_pages;
    EmptyState* m_none;
    QPushButton* m_first; // in the empty state
    ToneLabel* m_heading = nullptr;
    ToneLabel* m_explanation = nullptr;
    QPushButton* m_new = nullptr;
    QPushButton* m_generate = nullptr; // what API keys of a fresh clone have not
    ApiKeyImporter* m_importer;
    QPushButton* m_import = nullptr;      // of API keys
    QPushButton* m_firstImport = nullptr; // in the empty state
    ToneLabel* m_outcome = nullptr;       // of the last import
    QStandardItemModel* m_rows;
    QTableView* m_table = nullptr;
};

} // namespace gw::ui
