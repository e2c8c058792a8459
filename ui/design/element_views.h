// What the centre of the design page shows for an API and a resource (methods: method_view.h, stages: stage_view.h).
#pragma once

#include "core/result.h"
#include "ui/design/form.h"
#include "ui/models/api_tree.h"

namespace gw::ui {

class CheckField;
class GatewaySession;
class TableEditor;
class TextField;
class ToneLabel;
class Workspace;

class ApiView final : public Form
{
    Q_OBJECT

public:
    ApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showApi(ApiId api);

signals:
    void sourceRequested();
    void newResourceRequested();

private:
    void buildInfo();
    void buildAddress();
    void refresh();
    using InfoEdit = Result<Project> (*)(Project, ApiId, const std::string&);
    QString applyInfo(const QString& name, const QString& field, InfoEdit edit, const QString& value);

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    ApiId m_api;
    ToneLabel* m_name;
    ToneLabel* m_counts;
    TextField* m_title;
    TextField* m_version;
    TextField* m_description;
    TextField* m_host;
    TextField* m_port;
    ToneLabel* m_addresses;
};

class ResourceView final : public Form
{
    Q_OBJECT

public:
    ResourceView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showResource(const TreeItem& item);

signals:
    void methodRequested(const gw::NodeRef& method);
    void newMethodRequested(const gw::ui::TreeItem& at, gw::HttpVerb verb);
    void newResourceRequested();

private:
    void refresh();
    void listMethods(const Resource* resource);
    void offerVerbs(const Resource* resource);

    Workspace& m_workspace;
    TreeItem m_item;
    ToneLabel* m_path;
    ToneLabel* m_note;
    QWidget* m_methodsHeading;
    QWidget* m_methods;
    QWidget* m_verbs;
};

// Applies an edit and gives its refusal in words, or nothing.
[[nodiscard]] QString applyTelling(Workspace& workspace, const QString& name,
                                   const std::function<Result<Project>(Project)>& edit, const QString& mergeKey);

} // namespace gw::ui
