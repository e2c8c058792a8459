// IdentityPage: an IAM user of the project (reference 1.25, AWS_IAM): its access key, what its policies allow, and its
// tags. The secret access key is a secret of this machine: it is no part of the project, so undo does not change it;
// the former one can be put back while the page shows the identity.
#pragma once

#include "core/api/identity.h"
#include "core/json/value.h"
#include "core/secret.h"
#include "ui/design/element_page.h"

#include <vector>

class QMenu;
class QPushButton;

namespace gw::ui {

class CodeField;
class GatewaySession;
class SecretField;
class SignatureLab;
class TableEditor;

class IdentityPage final : public ElementPage
{
    Q_OBJECT

public:
    IdentityPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showIdentity(IdentityId id);

private:
    void buildAccessKey();
    void buildPolicies();
    QWidget* buildTemplates();
    void buildTags();
    void refresh();
    void showSecret();
    void showPolicy();
    void choosePolicy();
    [[nodiscard]] const Identity* shown() const;
    [[nodiscard]] const IdentityPolicy* shownPolicy() const;
    QString change(const QString& command, const std::function<void(Identity&)>& set, const QString& field = {});
    void rotate();
    void replaceSecret(Secret fresh);
    void copyProfile();
    QString putPolicies(const QString& command, std::vector<IdentityPolicy> rows);
    QString setDocument(const QString& text);
    void useTemplate(const json::Value& document);
    void fillApis(QMenu& menu);
    void fillStages(QMenu& menu);

    IdentityId m_id;
    Secret m_former;     // what was there before the secret was changed on this page …
    std::string m_ofKey; // … under this access key id
    int m_policy = 0;    // the row that is edited
    TextField* m_keyId = nullptr;
    SecretField* m_secret = nullptr;
    QPushButton* m_copy = nullptr;
    TableEditor* m_policies = nullptr;
    CodeField* m_document = nullptr;
    TableEditor* m_tags = nullptr;
    SignatureLab* m_lab = nullptr;
};

} // namespace gw::ui
