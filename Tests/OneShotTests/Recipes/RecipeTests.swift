import Foundation
import OneShot
import Testing

@Suite struct RecipeTests {
  @Test(arguments: [Recipe.pictures, .quick, .best]) func isWhatWasWritten(_ recipe: Recipe) throws
  {
    let data = try JSONEncoder().encode(recipe)
    #expect(try JSONDecoder().decode(Recipe.self, from: data) == recipe)
  }
}
