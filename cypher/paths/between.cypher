// How two actors are connected: a shortest chain of relationships told as fact.
//
// @param name: entity   the actor
// @param other: entity  the other actor
// @returns path: path
// @returns steps: integer  how many relationships it has, six at most
// @example graphkit query paths/between --name "Kofi Annan" --other Assad
MATCH (actor:Entity {id: $name})
MATCH (other:Entity {id: $other})
WHERE actor <> other
// only these: through a :Statement or a :Document everything is connected with everything
MATCH
  path =
    SHORTESTPATH
    (
    (actor)-
      [:ORDERED
        |NEGOTIATES
        |AGREED
        |MET
        |VISITED
        |SUPPORTS
        |PROMISED
        |DEMANDS
        |CRITICIZES
        |REJECTS
        |THREATENS
        |ATTACKED
        |KILLED
        |ARRESTED
        |SENTENCED
        |SANCTIONED
        |DEPLOYED_AT
        |WITHDREW_FROM
        |CONTROLS
        |APPOINTED
        |RESIGNED
        |SUCCEEDED
        |HOLDS_OFFICE
        |MEMBER_OF
        |LOCATED_IN
        |RELATED*..6]-
    (other))
RETURN path, length(path) AS steps
ORDER BY steps
